// A trivial HTTP server to send load to: what is measured is the generator. At /two a connection ends with its second request;
// at /slow answers take their time, as long-tailed as those of services are, and the same for any run of so many.
package main

import (
	"context"
	"io"
	"log"
	"math"
	"net"
	"net/http"
	"os"
	"sync/atomic"
	"time"
)

type served struct{}

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(os.Args[1], []byte(listener.Addr().String()), 0o644); err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "hello")
	})
	http.HandleFunc("/two", func(w http.ResponseWriter, r *http.Request) {
		requests := r.Context().Value(served{}).(*int)
		if *requests++; *requests == 2 {
			w.Header().Set("Connection", "close")
		}
		io.WriteString(w, "hello")
	})
	var slow atomic.Int64
	http.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		// Multiples of the golden ratio spread evenly over 0 to 1, however many there are.
		_, quantile := math.Modf(float64(slow.Add(1)) * math.Phi)
		time.Sleep(time.Duration(50e6 * math.Pow(1-quantile, -0.25)))
		io.WriteString(w, "hello")
	})
	server := http.Server{ConnContext: func(ctx context.Context, c net.Conn) context.Context {
		return context.WithValue(ctx, served{}, new(int))
	}}
	log.Fatal(server.Serve(listener))
}
