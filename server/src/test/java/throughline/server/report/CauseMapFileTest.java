package throughline.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.explanation.CauseMap.Drawn;
import throughline.server.HandDrawnMap;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CauseMapFileTest {

    @Test
    void holds_every_link_as_a_line_of_csv_in_which_no_text_is_a_formula() {
        String[] lines = CauseMapFile.CSV.of(HandDrawnMap.map()).split("\r\n");

        assertThat(lines).hasSize(2);
        assertThat(lines[0].split(",")).hasSize(21);
        assertThat(lines[1])
                .startsWith("wait_s,Wait to answer,Delivery,'=felt,\"Felt, \"\"looked after\"\"\",Perception,-0.00233")
                .endsWith(",0.97,true,0.001,11,12,0.3,Rota filled,true,'-Ada North");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\0"})
    void makes_words_of_what_a_spreadsheet_would_run(String first) {
        assertThat(CauseMapFile.CSV.of(HandDrawnMap.map(HandDrawnMap.managedBy(first + "Ada"))))
                .endsWith(",true,'" + first + "Ada\r\n");
    }

    @Test
    void is_well_formed_graphml_with_nodes_and_edges() {
        Document graph = Jsoup.parse(CauseMapFile.GRAPHML.of(HandDrawnMap.map()), Parser.xmlParser());

        assertThat(graph.select("node")).hasSize(2);
        assertThat(graph.select("node[id==felt] data[key=title]").text()).isEqualTo("Felt, \"looked after\"");
        assertThat(graph.select("edge").attr("source")).isEqualTo("wait_s");
        assertThat(graph.select("edge data[key=stability]").text()).isEqualTo("0.97");
    }

    @Test
    void is_a_drawing_with_a_box_a_tier_and_quotes_that_cannot_break_out() {
        assertThat(CauseMapFile.DOT.of(HandDrawnMap.map()))
                .startsWith("digraph causes {")
                .contains("subgraph cluster_delivery {")
                .contains("\"=felt\" [label=\"Felt, \\\"looked after\\\"\"];")
                .contains("\"wait_s\" -> \"=felt\" [label=\"−0.42\", penwidth=5.2, color=\"#b0430c\", style=solid];");
    }

    @Test
    void is_knowledge_of_tiers_and_of_links_on_record() {
        assertThat(CauseMapFile.TETRAD.of(HandDrawnMap.map()))
                .isEqualTo(
                        "/knowledge\naddtemporal\n1*\n2* wait_s\n3* =felt\n4*\n\nforbiddirect\n\nrequiredirect\nwait_s =felt\n");
    }

    @Test
    void holds_nothing_where_nothing_could_be_drawn() {
        assertThat(CauseMapFile.CSV.of(Drawn.nothing(List.of())).split("\r\n")).hasSize(1);
        assertThat(CauseMapFile.GRAPHML.of(Drawn.nothing(List.of()))).doesNotContain("<node");
    }
}
