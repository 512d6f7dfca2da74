package throughline.server.intake;

/// What a sender is told once its facts are durable.
///
/// @param batch number of the batch
/// @param sha256 of the body as it was received, in hexadecimal
/// @param bytes length of the body as it was received
/// @param replay whether the batch had been received before
public record Receipt(long batch, String sha256, long bytes, boolean replay) {}
