import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** ECDSA P-256 with SHA-256; JDK 17 alone. */
public final class VerifyWebhookP256 {
    private static final long TOLERANCE_SECONDS = 5 * 60;

    private VerifyWebhookP256() {}

    /**
     * True when the call is the platform's own; false: answer 401.
     *
     * @param publicKeys PEM texts from GET /bank/v1/webhook-keys
     * @param headers names in lower case
     * @param body the raw bytes, never re-serialised JSON
     */
    public static boolean verify(List<String> publicKeys, Map<String, String> headers, byte[] body, long nowSeconds)
            throws GeneralSecurityException {
        String id = headers.getOrDefault("webhook-id", "");
        String timestamp = headers.getOrDefault("webhook-timestamp", "");
        if (id.isEmpty() || !timestamp.matches("[0-9]{1,12}")) return false;
        if (Math.abs(nowSeconds - Long.parseLong(timestamp)) > TOLERANCE_SECONDS) return false;

        for (String pem : publicKeys) {
            byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]+-----", ""));
            PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
            for (String signature : headers.getOrDefault("webhook-signature", "").split(" ")) {
                if (!signature.startsWith("v1e,")) continue;
                Signature verifier = Signature.getInstance("SHA256withECDSA");
                verifier.initVerify(key);
                verifier.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
                verifier.update(body);
                try {
                    if (verifier.verify(Base64.getDecoder().decode(signature.substring("v1e,".length())))) return true;
                } catch (IllegalArgumentException | SignatureException notASignature) {
                    continue;
                }
            }
        }
        return false;
    }
}
