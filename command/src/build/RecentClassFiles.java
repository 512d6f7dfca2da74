import static java.lang.classfile.ClassHierarchyResolver.ofResourceParsing;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// Writes a jar again, its classes in the format of this JDK with stack maps, and changes nothing else in them.
///
/// The ahead-of-time cache takes no classes older than Java 6, and they are verified by inference: each start of a
/// program that uses such a library loads and verifies it afresh.
///
/// Called with the jar and the file to write.
void main(String[] files) throws IOException {
    Path jar = Path.of(files[0]);
    try (var classes = new URLClassLoader(new URL[] {jar.toUri().toURL()});
            var in = new ZipInputStream(Files.newInputStream(jar));
            var out = new ZipOutputStream(Files.newOutputStream(Path.of(files[1])))) {
        var hierarchy = ofResourceParsing(classes).orElse(ClassHierarchyResolver.defaultResolver());
        var classFile = ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption.of(hierarchy));
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            byte[] bytes = in.readAllBytes();
            out.putNextEntry(new ZipEntry(entry.getName()));
            out.write(entry.getName().endsWith(".class") ? recent(classFile, classFile.parse(bytes)) : bytes);
        }
    }
}

byte[] recent(ClassFile classFile, ClassModel old) {
    ClassTransform methods = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);
    return classFile.transformClass(old, methods.andThen((built, element) -> {
        if (element instanceof ClassFileVersion) {
            built.withVersion(ClassFile.latestMajorVersion(), 0);
        } else {
            built.with(element);
        }
    }));
}
