/*
 * Opens the service's port and then becomes the JVM, which takes the port over as its standard input. Whoever connects in
 * the 0.2 s until the JVM is there waits instead of being refused; a kubelet that is refused asks again a second later.
 *
 * Whatever goes wrong here is left to the service: it opens the port itself, or says why it cannot.
 */
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { DEFAULT_PORT = 8080, MOST_WAITING = 1024 };

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
    }
}

int main(int count, char **command) {
    if (count < 2) {
        fputs("usage: listen COMMAND [ARGUMENT...]\n", stderr);
        return 2;
    }
    listen_as_standard_input();
    execv(command[1], command + 1);
    perror(command[1]);
    return 127;
}
