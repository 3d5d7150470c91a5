package io.scaleproof.loadtest.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Who this client is to https servers that ask for it. Shown to each that asks, as curl does, and not only to those that name
 * its authority. No message shows anything of the key.
 */
public final class ClientCertificate {
    private static final String ALIAS = "client";

    private final PrivateKey key;
    private final X509Certificate[] chain;

    private ClientCertificate(PrivateKey key, X509Certificate[] chain) {
        this.key = key;
        this.chain = chain;
    }

    /**
     * Reads it from files.
     *
     * @param cert the certificate as PEM, followed by those that vouch for it, if there are any
     * @param key its private key as PEM; may be the same file
     * @throws IllegalArgumentException when there are no such files, or they do not belong together
     */
    public static ClientCertificate of(Path cert, Path key) throws IOException {
        String certificates = text("--cert", cert);
        String pem = text("--key", key);
        X509Certificate[] chain = chain(cert, certificates);
        try {
            ClientCertificate client = new ClientCertificate(PemKey.read(pem), chain);
            if (!client.keyBelongs()) {
                throw new IllegalArgumentException(
                        "--key is '%s', which is not the key of the first certificate in '%s'. Give the two that were made"
                                        .formatted(key, cert)
                                + " together");
            }
            return client;
        } catch (GeneralSecurityException e) {
            // Not the cause, nor its message: who knows what a provider says of a key.
            String remedy = PemKey.isEncrypted(pem)
                    ? "Decrypt it: openssl pkey -in %s -out plain.pem, and give --key plain.pem".formatted(key)
                    : "Give one that openssl pkey -in %s -noout accepts".formatted(key);
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new IllegalArgumentException("--key is '%s', and %s. %s".formatted(key, why, remedy));
        }
    }

    private static String text(String option, Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new IllegalArgumentException("%s is '%s', and there is no file that can be read at %s"
                    .formatted(option, file, file.toAbsolutePath()));
        }
        return Files.readString(file, ISO_8859_1);
    }

    private static X509Certificate[] chain(Path file, String pem) {
        // What stands between, a key above all, is none of the certificates' reader's business.
        String certificates = pem.replaceAll("(?s)-----BEGIN ([A-Z ]*PRIVATE KEY)-----.*?-----END \\1-----", "");
        try {
            X509Certificate[] chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(certificates.getBytes(ISO_8859_1)))
                    .toArray(X509Certificate[]::new);
            if (chain.length == 0) {
                throw new CertificateException("no certificate in it");
            }
            return chain;
        } catch (CertificateException e) {
            throw new IllegalArgumentException(
                    "--cert is '%s', which holds no certificate as PEM. Give one that openssl x509 -in %s -noout accepts"
                            .formatted(file, file),
                    e);
        }
    }

    /** Whether what the key signs is the certificate's signature. */
    private boolean keyBelongs() throws GeneralSecurityException {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        byte[] anything = {1, 2, 3};
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(anything);
        byte[] signed = signature.sign();
        try {
            signature.initVerify(chain[0].getPublicKey());
            signature.update(anything);
            return signature.verify(signed);
        } catch (InvalidKeyException e) {
            // A certificate of another kind of key.
            return false;
        }
    }

    /** What answers a server that asks; {@code asked} is told of that. */
    static X509ExtendedKeyManager manager(Optional<ClientCertificate> known, Runnable asked) {
        return new Manager(known, asked);
    }

    /** Its key is a secret. */
    @Override
    public String toString() {
        return chain[0].getSubjectX500Principal().getName();
    }

    private static final class Manager extends X509ExtendedKeyManager {
        private final Optional<ClientCertificate> known;
        private final Runnable asked;

        Manager(Optional<ClientCertificate> known, Runnable asked) {
            this.known = known;
            this.asked = asked;
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            asked.run();
            return known.filter(client -> client.isOneOf(keyTypes))
                    .map(client -> ALIAS)
                    .orElse(null);
        }

        @Override
        public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
            return chooseClientAlias(keyTypes, issuers, null);
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return known.map(client -> client.chain.clone()).orElse(null);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return known.map(client -> client.key).orElse(null);
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return null;
        }
    }

    private boolean isOneOf(String[] keyTypes) {
        return Arrays.asList(keyTypes).contains(key.getAlgorithm());
    }
}
