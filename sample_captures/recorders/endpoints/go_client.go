// An HTTP client on Go's crypto/tls: connects as it is told and says, in a JSON line, what it saw.
package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"os"
	"time"
)

type statement struct {
	Version string `json:"version"`
	Cipher  string `json:"cipher"`
	Replies []int  `json:"replies"`
	Ended   string `json:"ended"`
}

func main() {
	address := flag.String("address", "", "address and port of the server")
	name := flag.String("server-name", "", "SNI, and the name in the server's certificate")
	authority := flag.String("authority", "", "PEM file")
	certificate := flag.String("certificate", "", "PEM file with key and certificate; none is given without")
	keys := flag.String("keys", "", "key log to add to")
	renegotiate := flag.Bool("renegotiate", false, "RenegotiateOnceAsClient; without, Go renegotiates never")
	tls12 := flag.Bool("tls12", false, "offer nothing above TLS 1.2")
	flag.Parse()

	log, err := os.OpenFile(*keys, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	stop(err)
	pem, err := os.ReadFile(*authority)
	stop(err)
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	config := &tls.Config{ServerName: *name, RootCAs: roots, KeyLogWriter: log}
	if *certificate != "" {
		own, err := tls.LoadX509KeyPair(*certificate, *certificate)
		stop(err)
		config.Certificates = []tls.Certificate{own}
	}
	if *tls12 {
		config.MaxVersion = tls.VersionTLS12
	}
	if *renegotiate {
		config.Renegotiation = tls.RenegotiateOnceAsClient
	}
	said := statement{Replies: []int{}}
	said.Ended = talk(*address, config, flag.Args(), &said)
	line, err := json.Marshal(said)
	stop(err)
	fmt.Println(string(line))
}

// talk makes the requests in turn and says how the connection ended.
func talk(address string, config *tls.Config, paths []string, said *statement) string {
	connection, err := tls.Dial("tcp", address, config)
	if err != nil {
		return err.Error()
	}
	defer connection.Close()
	connection.SetDeadline(time.Now().Add(10 * time.Second))
	state := connection.ConnectionState()
	said.Version = map[uint16]string{tls.VersionTLS12: "TLSv1.2", tls.VersionTLS13: "TLSv1.3"}[state.Version]
	said.Cipher = tls.CipherSuiteName(state.CipherSuite)
	reader := bufio.NewReader(connection)
	for _, path := range paths {
		fmt.Fprintf(connection, "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n", path, config.ServerName)
		reply, err := http.ReadResponse(reader, nil)
		if err != nil {
			return err.Error()
		}
		body := make([]byte, reply.ContentLength)
		if _, err := reader.Read(body); err != nil {
			return err.Error()
		}
		said.Replies = append(said.Replies, reply.StatusCode)
	}
	return "closed"
}

func stop(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
