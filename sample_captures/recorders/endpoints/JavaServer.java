import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * An HTTP server on JSSE that asks for the client certificate once a request for /protected/ has come, by calling
 * startHandshake(), and says one JSON line about each connection.
 *
 * JavaServer ADDRESS IDENTITY.p12 AUTHORITIES.p12 HOW, where HOW is "wait" (until the new handshake is done),
 * "resume" (the same, with the session still valid), "overtake" (answer at once), or "first" (ask in the one handshake).
 */
public class JavaServer {
    private static final char[] PASSWORD = "changeit".toCharArray();

    public static void main(String[] words) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store(words[1]), PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store(words[2]));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        SSLServerSocket listener = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(443, 5, InetAddress.getByName(words[0]));
        listener.setWantClientAuth(words[3].equals("first"));
        while (true) {
            try (SSLSocket socket = (SSLSocket) listener.accept()) {
                serve(socket, words[3]);
            }
        }
    }

    private static KeyStore store(String path) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(Path.of(path))) {
            store.load(file, PASSWORD);
        }
        return store;
    }

    private static void serve(SSLSocket socket, String how) throws IOException {
        StringBuilder requests = new StringBuilder();
        String ended;
        try {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            for (String path = request(in); path != null; path = request(in)) {
                requests.append(requests.length() > 0 ? " " : "").append(path);
                if (path.startsWith("/protected/")) {
                    ask(socket, how);
                }
                String head = "HTTP/1.1 200 OK\r\nContent-Length: " + (path.length() + 1) + "\r\n\r\n";
                out.write((head + path + "\n").getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
            ended = "end of stream";
        } catch (SSLException problem) {
            ended = problem.getMessage();
        }
        System.out.printf(
                "{\"version\": \"%s\", \"cipher\": \"%s\", \"requests\": \"%s\", \"given\": \"%s\", \"ended\": \"%s\"}%n",
                socket.getSession().getProtocol(),
                socket.getSession().getCipherSuite(),
                requests,
                client(socket),
                ended.replace('"', '\''));
        System.out.flush();
    }

    /** The path of the next request; null at the end of the stream. */
    private static String request(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.append((char) next);
        }
        return head.toString().split(" ")[1];
    }

    private static void ask(SSLSocket socket, String how) throws IOException {
        CountDownLatch done = new CountDownLatch(1);
        socket.addHandshakeCompletedListener(event -> done.countDown());
        if (!how.equals("resume")) {
            socket.getSession().invalidate();
        }
        socket.setWantClientAuth(true);
        socket.startHandshake();
        if (how.equals("overtake") || socket.getSession().getProtocol().equals("TLSv1.3")) {
            return; // In TLS 1.3 startHandshake() is a KeyUpdate, and there is nothing to wait for.
        }
        socket.setSoTimeout(50);
        for (int turn = 0; done.getCount() > 0 && turn < 40; turn++) {
            try {
                socket.getInputStream().read(new byte[0]);
                socket.getInputStream().read();
            } catch (SocketTimeoutException nothing) {
                // The client's next message is still on its way.
            }
        }
        socket.setSoTimeout(0);
    }

    private static String client(SSLSocket socket) {
        try {
            return socket.getSession().getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException nobody) {
            return "nobody";
        }
    }
}
