package throughline.server;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/// The Spring application; its beans are in the packages below.
@SpringBootApplication(proxyBeanMethods = false)
class Application {}
