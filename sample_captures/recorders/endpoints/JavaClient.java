import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * An HTTP client on JSSE: connects as it is told and says, in a JSON line, what it saw.
 *
 * JavaClient ADDRESS SERVER_NAME AUTHORITIES.p12 VERSION IDENTITY.p12 WORD..., where IDENTITY.p12 may be "-", and a
 * WORD is a path to ask for, or "startHandshake".
 */
public class JavaClient {
    private static final char[] PASSWORD = "changeit".toCharArray();

    public static void main(String[] words) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store(words[4]), PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store(words[2]));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        StringBuilder replies = new StringBuilder();
        Socket plain = new Socket(InetAddress.getByName(words[0]), 443);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, words[1], 443, true);
        socket.setEnabledProtocols(new String[] {words[3]});
        socket.setSoTimeout(10_000);
        String ended = "closed";
        try (socket) {
            for (int word = 5; word < words.length; word++) {
                if (words[word].equals("startHandshake")) {
                    socket.startHandshake();
                } else {
                    replies.append(replies.length() > 0 ? ", " : "").append(get(socket, words[1], words[word]));
                }
            }
        } catch (IOException problem) {
            ended = problem.getMessage();
        }
        System.out.printf(
                "{\"version\": \"%s\", \"cipher\": \"%s\", \"replies\": [%s], \"ended\": \"%s\"}%n",
                socket.getSession().getProtocol(), socket.getSession().getCipherSuite(), replies, ended.replace('"', '\'').strip());
    }

    private static KeyStore store(String path) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        if (path.equals("-")) {
            store.load(null, PASSWORD);
            return store;
        }
        try (InputStream file = Files.newInputStream(Path.of(path))) {
            store.load(file, PASSWORD);
        }
        return store;
    }

    /** The status of the reply; every reply is whole with the read that begins it. */
    private static String get(SSLSocket socket, String host, String path) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        byte[] reply = new byte[4096];
        int length = socket.getInputStream().read(reply);
        if (length < 0) {
            throw new IOException("end of stream in place of a reply");
        }
        return new String(reply, 0, length, StandardCharsets.US_ASCII).split(" ")[1];
    }
}
