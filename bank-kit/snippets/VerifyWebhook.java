import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Standard Webhooks with JDK 17 alone. */
public final class VerifyWebhook {
    private static final long TOLERANCE_SECONDS = 5 * 60;

    private VerifyWebhook() {}

    /**
     * True when the call is the platform's own; false: answer 401.
     *
     * @param secrets one "whsec_…", or two while they are rotated
     * @param headers names in lower case
     * @param body the raw bytes, never re-serialised JSON
     */
    public static boolean verify(List<String> secrets, Map<String, String> headers, byte[] body, long nowSeconds)
            throws GeneralSecurityException {
        String id = headers.getOrDefault("webhook-id", "");
        String timestamp = headers.getOrDefault("webhook-timestamp", "");
        if (id.isEmpty() || !timestamp.matches("[0-9]{1,12}")) return false;
        if (Math.abs(nowSeconds - Long.parseLong(timestamp)) > TOLERANCE_SECONDS) return false;

        for (String secret : secrets) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.replaceFirst("^whsec_", "")), "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            byte[] expected = mac.doFinal(body);
            for (String signature : headers.getOrDefault("webhook-signature", "").split(" ")) {
                if (!signature.startsWith("v1,")) continue;
                byte[] given;
                try {
                    given = Base64.getDecoder().decode(signature.substring(3));
                } catch (IllegalArgumentException notBase64) {
                    continue;
                }
                if (MessageDigest.isEqual(expected, given)) return true;
            }
        }
        return false;
    }
}
