package throughline.text;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// The texts that the sources say, read from their syntax: what stands in `say("…")`, `said("…")`, `key("…")` and
/// in the methods that take what is counted.
public final class SaidTexts {

    /// Which arguments of a method are texts.
    private static final Map<String, Set<Integer>> SAYING = Map.of(
            "say", Set.of(0),
            "said", Set.of(0),
            "key", Set.of(0),
            "counted", Set.of(1, 2),
            "count", Set.of(1, 2),
            "needed", Set.of(3, 4));

    private SaidTexts() {}

    /// All texts of the Java sources below the folders.
    public static SortedSet<String> in(Path... folders) throws IOException {
        var files = new ArrayList<Path>();
        for (Path folder : folders) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
            }
        }
        var found = new TreeSet<String>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            for (CompilationUnitTree unit : task.parse()) {
                new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
                        Set<Integer> texts = SAYING.getOrDefault(name(call.getMethodSelect()), Set.of());
                        for (int i = 0; i < call.getArguments().size(); i++) {
                            if (texts.contains(i)) {
                                constants(call.getArguments().get(i)).stream()
                                        .filter(text -> text.chars().anyMatch(Character::isLetter))
                                        .forEach(found::add);
                            }
                        }
                        return super.visitMethodInvocation(call, null);
                    }
                }.scan(unit, null);
            }
        }
        return found;
    }

    private static String name(ExpressionTree method) {
        return switch (method) {
            case IdentifierTree plain -> plain.getName().toString();
            case MemberSelectTree of -> of.getIdentifier().toString();
            default -> "";
        };
    }

    /// The texts that an expression may be.
    private static List<String> constants(Tree expression) {
        return switch (expression) {
            case LiteralTree literal when literal.getValue() instanceof String text -> List.of(text);
            case ParenthesizedTree inner -> constants(inner.getExpression());
            case ConditionalExpressionTree either ->
                Stream.concat(
                                constants(either.getTrueExpression()).stream(),
                                constants(either.getFalseExpression()).stream())
                        .toList();
            case BinaryTree sum -> joined(sum).map(List::of).orElse(List.of());
            default -> List.of();
        };
    }

    private static Optional<String> joined(BinaryTree sum) {
        List<String> left = constants(sum.getLeftOperand());
        List<String> right = constants(sum.getRightOperand());
        return left.size() == 1 && right.size() == 1
                ? Optional.of(left.getFirst() + right.getFirst())
                : Optional.empty();
    }
}
