package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.diagnosis.Northgate.FIRST;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.lake.fact.FactKind;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VolumeTest {

    @Test
    void counts_what_is_done_behind_the_scenes_only_where_no_event_names_a_contact() {
        var world = new Northgate().table(FactKind.EVENTS, "case_id", "activity", "at", "touchpoint", "interaction_id");
        for (int i = 0; i < 100; i++) {
            boolean met = i < 40;
            world.row(FIRST, "c" + i, "asked", FIRST.toString(), "phone", met ? "i" + i : null);
            world.row(FIRST, "c" + i, "checked", FIRST.toString(), "warehouse", null);
        }

        Volume volume = Volume.of(world.dossier());

        assertThat(volume.contacts("phone")).isEqualTo(40);
        assertThat(volume.contacts("warehouse")).isEqualTo(100);
    }
}
