package io.scaleproof.loadtest.load;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private key as PEM: PKCS#8, or the older forms of RSA (PKCS#1) and elliptic curves (SEC 1), which kubeadm, cert-manager
 * and openssl write. The JDK reads PKCS#8 alone, so the older ones are put into it (RFC 5208, section 5).
 */
final class PemKey {
    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN ((?:RSA |EC |ENCRYPTED )?PRIVATE KEY)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int SEQUENCE = 0x30;
    /** Where a SEC 1 key names its curve. */
    private static final int PARAMETERS = 0xa0;

    private static final byte[] VERSION = der(INTEGER, new byte[] {0});
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final byte[] EC_PUBLIC_KEY = HexFormat.of().parseHex("06072a8648ce3d0201");

    private PemKey() {}

    /**
     * Reads the first key of a file's text.
     *
     * @throws GeneralSecurityException when there is none, or none that can be used; the message shows nothing of it
     */
    static PrivateKey read(String pem) throws GeneralSecurityException {
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw new InvalidKeySpecException("it holds no private key as PEM");
        }
        if (isEncrypted(pem)) {
            throw new InvalidKeySpecException("the key in it is encrypted");
        }
        return key(
                switch (block.group(1)) {
                    case "RSA PRIVATE KEY" -> pkcs8(RSA, bytes(block.group(2)));
                    case "EC PRIVATE KEY" -> pkcs8(curve(bytes(block.group(2))), bytes(block.group(2)));
                    default -> bytes(block.group(2));
                });
    }

    /** Whether the key takes a pass phrase, by PKCS#8's or by openssl's older way of saying so. */
    static boolean isEncrypted(String pem) {
        return pem.contains("BEGIN ENCRYPTED PRIVATE KEY") || pem.contains("Proc-Type: 4,ENCRYPTED");
    }

    private static byte[] bytes(String base64) throws InvalidKeySpecException {
        try {
            return Base64.getMimeDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new InvalidKeySpecException("the key in it is damaged", e);
        }
    }

    private static PrivateKey key(byte[] pkcs8) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                // One of another algorithm, or of none.
            }
        }
        throw new InvalidKeySpecException("the key in it is damaged, or neither RSA, EC nor EdDSA");
    }

    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        return der(SEQUENCE, VERSION, algorithm, der(OCTETS, key));
    }

    /** The algorithm identifier with the curve that a SEC 1 key names (RFC 5915, section 3). */
    private static byte[] curve(byte[] sec1) throws InvalidKeySpecException {
        try {
            ByteBuffer fields = content(ByteBuffer.wrap(sec1));
            while (fields.hasRemaining()) {
                int tag = Byte.toUnsignedInt(fields.get(fields.position()));
                ByteBuffer content = content(fields);
                if (tag == PARAMETERS) {
                    byte[] name = new byte[content.remaining()];
                    content.get(name);
                    return der(SEQUENCE, EC_PUBLIC_KEY, name);
                }
            }
        } catch (RuntimeException e) {
            throw new InvalidKeySpecException("the key in it is damaged", e);
        }
        throw new InvalidKeySpecException("the key in it names no curve");
    }

    /** What is within the next DER value, which is passed over. */
    private static ByteBuffer content(ByteBuffer der) {
        der.get();
        int length = Byte.toUnsignedInt(der.get());
        if (length >= 0x80) {
            int bytes = length - 0x80;
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = (length << 8) | Byte.toUnsignedInt(der.get());
            }
        }
        ByteBuffer content = der.slice(der.position(), length);
        der.position(der.position() + length);
        return content;
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.write(tag);
        int length = content.size();
        if (length < 0x80) {
            der.write(length);
        } else {
            int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
            der.write(0x80 | bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                der.write(length >> (8 * i));
            }
        }
        der.writeBytes(content.toByteArray());
        return der.toByteArray();
    }
}
