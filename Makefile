# `make` alone lists what there is. The work is in scripts/, one file each.
.DEFAULT_GOAL := help
.PHONY: help demo test test-matrix test-faults test-monitoring test-unit up down bench clean format

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo '  CLUSTER=minikube|standin chooses the cluster (default: a minikube that runs, else the stand-in)'

demo: ## from a bare machine to a service that scales out and back, with verdict and report
	@scripts/demo

test: ## everything CI runs: unit, integration and end-to-end tests; takes down what it started
	@scripts/test

test-matrix: ## the load test on stacks that are broken on purpose: each breaks its clause and no other
	@scripts/test matrix

test-faults: ## pods, rollouts and the cluster's daemons fail in mid-run, pulumi is interrupted (breaks the stand-in and mends it; FAULTS=A,B)
	@scripts/test faults

test-monitoring: ## what Prometheus itself says of rules, dashboards and the load test's export (builds it the first time)
	@scripts/test-monitoring

test-unit: ## the tests that need neither cluster nor root
	@scripts/test-unit

up: ## start the cluster and make it ready for `pulumi up --stack minikube`
	@scripts/up

down: ## take the stand-in cluster down; leaves nothing but the cache of builds
	@scripts/down

bench: ## measure against peers, printed as ratios
	@scripts/bench

format: ## format all Java sources
	@scripts/format

clean: ## remove what the builds made in this folder (the cache of builds: cluster/down --purge)
	@rm -rf */target
