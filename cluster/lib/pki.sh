# Certificates by openssl: one CA for the cluster, one for API aggregation, made anew with each cluster.

make_pki() {
  mkdir -p "$PKI"
  chmod 0700 "$PKI"
  make_ca ca scaleproof-ca
  make_ca front-proxy-ca scaleproof-front-proxy-ca
  make_certificate apiserver ca /CN=kube-apiserver serverAuth \
    "DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:localhost,IP:127.0.0.1,IP:$API_SERVICE_ADDRESS,IP:$NODE_ADDRESS"
  make_certificate etcd ca /CN=etcd serverAuth,clientAuth "DNS:localhost,IP:127.0.0.1"
  make_certificate apiserver-etcd-client ca /CN=kube-apiserver-etcd-client clientAuth
  make_certificate apiserver-kubelet-client ca /O=system:masters/CN=kube-apiserver-kubelet-client clientAuth
  # RSA, as minikube's own: some Kubernetes clients cannot read an EC key without a library more.
  KEY_TYPE=rsa:2048 make_certificate admin ca /O=system:masters/CN=admin clientAuth
  make_certificate controller-manager ca /CN=system:kube-controller-manager clientAuth
  make_certificate scheduler ca /CN=system:kube-scheduler clientAuth
  make_certificate proxy ca /CN=system:kube-proxy clientAuth
  make_kubelet_certificate 1
  make_certificate front-proxy-client front-proxy-ca /CN=front-proxy-client clientAuth
  openssl genrsa -out "$PKI/service-accounts.key" 2048 2>/dev/null
  openssl rsa -in "$PKI/service-accounts.key" -pubout -out "$PKI/service-accounts.pub" 2>/dev/null
}

make_kubelet_certificate() {
  local name
  name=$(node_name "$1")
  make_certificate "$(node_daemon "$1" kubelet)" ca "/O=system:nodes/CN=system:node:$name" serverAuth,clientAuth \
    "DNS:$name,IP:$(node_address "$1"),IP:127.0.0.1"
}

make_ca() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 365 -subj "/CN=$2" \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,digitalSignature \
    -keyout "$PKI/$1.key" -out "$PKI/$1.crt" 2>/dev/null
}

# make_certificate NAME CA SUBJECT USAGES [ALTERNATIVE_NAMES]
make_certificate() {
  local name=$1 ca=$2 subject=$3 usages=$4 names=${5:-}
  local key=(-newkey ec -pkeyopt ec_paramgen_curve:P-256)
  [ -z "${KEY_TYPE:-}" ] || key=(-newkey "$KEY_TYPE")
  openssl req "${key[@]}" -nodes -subj "$subject" -keyout "$PKI/$name.key" 2>/dev/null |
    openssl x509 -req -days 365 -CA "$PKI/$ca.crt" -CAkey "$PKI/$ca.key" -CAcreateserial -out "$PKI/$name.crt" \
      -extfile <(printf 'extendedKeyUsage=%s\n' "$usages"; [ -z "$names" ] || printf 'subjectAltName=%s\n' "$names") 2>/dev/null
}

# make_kubeconfig NAME FILE [NAMESPACE]: a kubeconfig with embedded credentials, context `minikube`, readable by its owner alone.
make_kubeconfig() {
  local name=$1 file=$2 namespace=${3:-default}
  (umask 077 && cat >"$file") <<KUBECONFIG
apiVersion: v1
kind: Config
current-context: minikube
clusters:
- name: minikube
  cluster:
    server: https://$NODE_ADDRESS:$API_PORT
    certificate-authority-data: $(base64 -w0 <"$PKI/ca.crt")
users:
- name: $name
  user:
    client-certificate-data: $(base64 -w0 <"$PKI/$name.crt")
    client-key-data: $(base64 -w0 <"$PKI/$name.key")
contexts:
- name: minikube
  context:
    cluster: minikube
    user: $name
    namespace: $namespace
KUBECONFIG
}
