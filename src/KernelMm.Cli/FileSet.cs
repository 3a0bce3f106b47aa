namespace KernelMm.Cli;

/// <summary>Writes several files so that either all are there whole, or none is touched as long as anything can still fail.</summary>
internal static class FileSet
{
    /// <summary>Writes the files into a directory, which is made where it does not exist.</summary>
    public static void Write(string directory, IReadOnlyList<(string Name, byte[] Content)> files)
    {
        if (File.Exists(directory))
        {
            throw new InputException($"{directory.Quote()} is a file; --output takes a directory.");
        }

        try
        {
            Directory.CreateDirectory(directory);

            // Beside their last place, so that moving them there is renaming.
            string workshop = Path.Combine(directory, $".{Guid.NewGuid():n}.tmp");
            Directory.CreateDirectory(workshop);
            try
            {
                foreach ((string name, byte[] content) in files)
                {
                    File.WriteAllBytes(Path.Combine(workshop, name), content);
                }

                foreach ((string name, _) in files)
                {
                    File.Move(Path.Combine(workshop, name), Path.Combine(directory, name), overwrite: true);
                }
            }
            finally
            {
                Directory.Delete(workshop, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"The files cannot be written to {directory.Quote()}: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}.", e);
        }
    }
}
