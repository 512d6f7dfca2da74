package throughline.server.intake.web;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;

/// What the API can do, for people and programs: `docs/openapi.json`.
@RestController
class OpenApiController {

    static final String PATH = "/api/v1/openapi.json";

    @Needs(Right.ANYBODY)
    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    Resource document() {
        return new ClassPathResource("openapi.json");
    }
}
