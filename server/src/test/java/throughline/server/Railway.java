package throughline.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/// A railway whose decisions work against what it announced, with answers from February to 20 June 2026.
final class Railway {

    private Railway() {}

    static void write(Path folder) throws IOException {
        Files.writeString(folder.resolve("organisation.yaml"), """
                throughline: 1
                name: Łódź & Northgate Rail
                units:
                  - {id: board, name: Board, layer: board}
                  - {id: w-01, name: Westgate station, layer: frontline, parent: board}
                measures:
                  - {id: csat, name: Satisfaction, kind: perception, better: high, unit: points}
                people:
                  - {id: p1, name: Ada North, unit: board, layer: board}
                """);
        Files.writeString(folder.resolve("announcements.csv"), """
                announcement_id,at,unit,audience,theme,text
                a1,2026-02-03,w-01,customers,service,Answered in two minutes
                a2,2026-06-10,w-01,customers,service,Open until ten
                """);
        Files.writeString(folder.resolve("decisions.csv"), """
                decision_id,at,unit,kind,direction,size,text
                d1,2026-06-02,w-01,hours,worsens,-0.12,Close at six
                """);
        Files.writeString(folder.resolve("promises.csv"), """
                promise_id,made_on,audience,unit,measure,target,due_on,kept
                p1,2026-02-01,customers,w-01,csat,4.5,2026-05-20,true
                p2,2026-02-01,customers,w-01,csat,4.5,2026-05-25,false
                p3,2026-03-01,customers,,csat,3.5,2026-06-15,false
                p4,2026-06-01,customers,,csat,3.9,2026-06-20,
                """);
        var answers = new StringBuilder("response_id,answered_at,unit,csat\n");
        for (int day = 0; day < 140; day++) {
            answers.append("r%d,%sT10:00,w-01,%d\n"
                    .formatted(day, LocalDate.of(2026, 2, 1).plusDays(day), 1 + day % 5));
        }
        Files.writeString(folder.resolve("responses.csv"), answers);
    }
}
