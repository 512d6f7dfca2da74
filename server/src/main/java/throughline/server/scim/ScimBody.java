package throughline.server.scim;

import static throughline.text.Text.say;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.exceptions.BadRequestException;
import com.unboundid.scim2.common.utils.JsonUtils;
import java.io.IOException;
import java.util.Objects;

/// What the directory sends, read as JSON and as a type of SCIM.
final class ScimBody {

    private ScimBody() {}

    /// @throws BadRequestException if it is no JSON object
    static ObjectNode read(byte[] body) throws BadRequestException {
        try {
            if (JsonUtils.getObjectReader().readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw BadRequestException.invalidSyntax(say("The body is no JSON that can be read."));
        }
        throw BadRequestException.invalidSyntax(say("The body has to be a JSON object."));
    }

    /// @param otherwise what is told where it is none of the type
    /// @throws BadRequestException if it is not
    static <T> T as(Class<T> type, ObjectNode sent, String otherwise) throws BadRequestException {
        try {
            return Objects.requireNonNull(JsonUtils.nodeToValue(sent, type));
        } catch (IOException e) {
            throw BadRequestException.invalidSyntax(otherwise);
        }
    }
}
