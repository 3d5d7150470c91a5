/*
 * The first process of the container: opens the service's port, starts the JVM, which takes the port over as its standard
 * input, hands it every signal, and ends as it ends.
 *
 * Whoever connects in the 0.2 s until the JVM is there waits instead of being refused; a kubelet that is refused asks again
 * a second later. And a container's first process ignores each signal that it has no handler for, so that a JVM in its place
 * would not hear SIGTERM before it is up.
 *
 * Whatever goes wrong with the port is left to the service: it opens it itself, or says why it cannot.
 */
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DEFAULT_PORT = 8080, MOST_WAITING = 1024, KILLED_BY = 128, NOT_STARTED = 127 };

static const int HANDED_ON[] = {SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2};

static pid_t jvm;

static void hand_on(int signal) {
    kill(jvm, signal);
}

static void listen_as_standard_input(void) {
    const char *port = getenv("SCALEPROOF_HTTP_PORT");
    struct sockaddr_in6 every_address = {
        .sin6_family = AF_INET6,
        .sin6_port = htons(port ? atoi(port) : DEFAULT_PORT),
    };
    int yes = 1, no = 0;
    int listening = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listening >= 0
        && setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0
        && setsockopt(listening, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no) == 0
        && bind(listening, (struct sockaddr *)&every_address, sizeof every_address) == 0
        && listen(listening, MOST_WAITING) == 0) {
        dup2(listening, STDIN_FILENO);
        /* Micronaut's own words for it: its first listener is that socket, which is bound. */
        setenv("MICRONAUT_SERVER_NETTY_LISTENERS_HTTP_FD", "0", 1);
        setenv("MICRONAUT_SERVER_NETTY_LISTENERS_HTTP_BIND", "false", 1);
    }
}

/* Whoever tells Micronaut itself where or how to listen shall not be overruled. */
static int is_told_otherwise(void) {
    return getenv("MICRONAUT_SERVER_PORT") || getenv("MICRONAUT_SERVER_HOST") || getenv("MICRONAUT_SERVER_SSL_ENABLED");
}

static void become(char **command) {
    if (!is_told_otherwise()) {
        listen_as_standard_input();
    }
    execv(command[0], command);
    perror(command[0]);
    _exit(NOT_STARTED);
}

static void forward_signals(void) {
    struct sigaction action = {.sa_handler = hand_on};
    for (size_t i = 0; i < sizeof HANDED_ON / sizeof *HANDED_ON; i++) {
        sigaction(HANDED_ON[i], &action, NULL);
    }
}

/* Also of processes that the JVM left behind: the first process inherits them. */
static int status_of_the_jvm(void) {
    for (;;) {
        int status;
        pid_t ended = wait(&status);
        if (ended == jvm) {
            if (WIFSIGNALED(status)) {
                return KILLED_BY + WTERMSIG(status);
            }
            /* So a JVM ends that was told to and has done all that it does at its end. */
            return WEXITSTATUS(status) == KILLED_BY + SIGTERM ? 0 : WEXITSTATUS(status);
        }
        if (ended < 0 && errno != EINTR) {
            perror("wait");
            return NOT_STARTED;
        }
    }
}

int main(int count, char **command) {
    if (count < 2) {
        fputs("usage: listen COMMAND [ARGUMENT...]\n", stderr);
        return 2;
    }
    sigset_t all, before;
    sigfillset(&all);
    /* A signal that comes before there is anybody to hand it to waits. */
    sigprocmask(SIG_BLOCK, &all, &before);
    jvm = fork();
    if (jvm < 0) {
        perror("fork");
        return NOT_STARTED;
    }
    if (jvm == 0) {
        sigprocmask(SIG_SETMASK, &before, NULL);
        become(command + 1);
    }
    forward_signals();
    sigprocmask(SIG_SETMASK, &before, NULL);
    return status_of_the_jvm();
}
