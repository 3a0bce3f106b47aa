namespace KernelMm.Cli;

/// <summary>Something the user gave is wrong; the message is the one sentence that says what.</summary>
internal sealed class InputException(string sentence, Exception? cause = null) : Exception(sentence, cause);
