import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/** SM2 with SM3; needs Bouncy Castle (bcprov). */
public final class VerifyWebhookSm2 {
    private static final long TOLERANCE_SECONDS = 5 * 60;
    private static final byte[] SIGNER_ID = "1234567812345678".getBytes(StandardCharsets.US_ASCII);

    private VerifyWebhookSm2() {}

    /**
     * True when the call is the platform's own; false: answer 401.
     *
     * @param publicKeys PEM texts from GET /bank/v1/webhook-keys
     * @param headers names in lower case
     * @param body the raw bytes, never re-serialised JSON
     */
    public static boolean verify(List<String> publicKeys, Map<String, String> headers, byte[] body, long nowSeconds)
            throws IOException {
        String id = headers.getOrDefault("webhook-id", "");
        String timestamp = headers.getOrDefault("webhook-timestamp", "");
        if (id.isEmpty() || !timestamp.matches("[0-9]{1,12}")) return false;
        if (Math.abs(nowSeconds - Long.parseLong(timestamp)) > TOLERANCE_SECONDS) return false;

        byte[] prefix = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        for (String pem : publicKeys) {
            byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]+-----", ""));
            CipherParameters key = new ParametersWithID(PublicKeyFactory.createKey(der), SIGNER_ID);
            for (String signature : headers.getOrDefault("webhook-signature", "").split(" ")) {
                if (!signature.startsWith("v1sm2,")) continue;
                byte[] given;
                try {
                    given = Base64.getDecoder().decode(signature.substring("v1sm2,".length()));
                } catch (IllegalArgumentException notBase64) {
                    continue;
                }
                SM2Signer signer = new SM2Signer();
                signer.init(false, key);
                signer.update(prefix, 0, prefix.length);
                signer.update(body, 0, body.length);
                if (signer.verifySignature(given)) return true;
            }
        }
        return false;
    }
}
