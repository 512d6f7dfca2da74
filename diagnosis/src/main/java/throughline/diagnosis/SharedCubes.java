package throughline.diagnosis;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Cube;
import throughline.lake.cube.CubeEngine;
import throughline.lake.cube.CubeQuery;

/// Asks an engine and keeps small answers, because several detectors ask the same of millions of rows; the one
/// used longest ago is forgotten first. Safe for several threads: who asks what another is asking already waits
/// for that answer.
final class SharedCubes {

    /// Answers that are kept.
    static final int MOST = 400;

    /// Numbers in an answer up to which it is kept; all answers together then take at most about 50 MB.
    private static final long SMALL = 1 << 13;

    private final CubeEngine engine;
    private final Map<CubeQuery, Answer> answers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CubeQuery, Answer> eldest) {
            return size() > MOST;
        }
    };

    SharedCubes(CubeEngine engine) {
        this.engine = engine;
    }

    Cube scan(CubeQuery query) {
        Answer answer;
        synchronized (answers) {
            answer = answers.computeIfAbsent(query, q -> new Answer());
        }
        Cube cube = answer.cube(engine, query);
        if (cube.size() * (1L + query.keys().size() + query.measures().size()) > SMALL) {
            synchronized (answers) {
                answers.remove(query, answer);
            }
        }
        return cube;
    }

    private static final class Answer {

        private @Nullable Cube cube;

        /// An engine that fails is asked again by the next.
        synchronized Cube cube(CubeEngine engine, CubeQuery query) {
            Cube known = cube == null ? engine.scan(query) : cube;
            cube = known;
            return known;
        }
    }
}
