package throughline.server.page;

import java.util.List;
import java.util.Optional;

/// A form in which a step or a sales push is started, or a step changed.
///
/// @param lede what it is for
/// @param about the step that is changed; may be empty
/// @param action where it is sent
/// @param planned id of the plan that is changed or started; may be empty
/// @param key what tells this form from any other, so that it is filed once however often it is sent
/// @param problem why it could not be filed although nothing typed is wrong; may be empty
/// @param waits what stands against it, one sentence and the day it may be over
/// @param allTheSame how it is started all the same, where the reader may
/// @param button what sends it
/// @param plan what plans it as the next step instead, where that can be
public record StepFormPage(
        Shell shell,
        String title,
        String lede,
        String about,
        String action,
        String planned,
        String key,
        List<FormInput> inputs,
        String problem,
        List<Wait> waits,
        Optional<AllTheSame> allTheSame,
        String button,
        Optional<String> plan) {

    /// A reason to wait.
    ///
    /// @param opens when it may be over; may be empty
    public record Wait(String sentence, String opens) {}

    /// How it is started all the same.
    ///
    /// @param reason the field for the reason
    /// @param seen what is sent along, so that nothing is overridden that was not shown
    public record AllTheSame(FormField reason, String seen) {}
}
