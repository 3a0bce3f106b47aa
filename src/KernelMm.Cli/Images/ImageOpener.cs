using KernelMm.Contracts;

namespace KernelMm.Cli.Images;

/// <summary>Opens an image, whatever it is: an ELF core, a LiME file or a raw run of memory, compressed or not. Content decides, not the name.</summary>
internal sealed class ImageOpener(ByteCount limit, Action<ByteCount> reached)
{
    private const string BundledName = "linux-6.1-x86_64";

    private const int SniffLength = 4;

    /// <summary>Opens the image that travels with the tool: the page tables of a real Linux process.</summary>
    public MemoryImage OpenBundled()
    {
        using Stream resource = typeof(ImageOpener).Assembly.GetManifestResourceStream(BundledName + ".elf.gz")
            ?? throw new InvalidOperationException("The bundled image is missing from the assembly.");
        return Understand($"{BundledName} (bundled)", Unpack(resource, BundledName), start: null);
    }

    /// <summary>Opens a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="start">Where the first byte of a raw image lies in physical memory, or null where the file itself must say it.</param>
    public MemoryImage Open(string path, PhysicalAddress? start)
    {
        if (Directory.Exists(path))
        {
            throw new InputException($"{path.Quote()} is a directory; give the image file itself.");
        }

        if (path.Length == 0)
        {
            throw new InputException("The image's name is empty; leave it out to walk the bundled image.");
        }

        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            return Understand(path, Load(file, path), start);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"There is no file {path.Quote()}.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new InputException($"{path.Quote()} may not be read by this user.", e);
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"{path.Quote()} cannot be read: {e.Message.TrimEnd('.')}.", e);
        }
    }

    private ImageBytes Load(FileStream file, string path)
    {
        // A pipe has no length and cannot be mapped, but it can be read.
        if (!file.CanSeek)
        {
            using BufferedStream pipe = new(file);
            return Unpack(pipe, path);
        }

        if (file.Length == 0)
        {
            throw new InputException($"{path.Quote()} is empty.");
        }

        Span<byte> head = stackalloc byte[SniffLength];
        head = head[..file.ReadAtLeast(head, SniffLength, throwOnEndOfStream: false)];
        file.Position = 0;
        return IsGzip(head) ? Unpack(file, path) : new MappedBytes(file);
    }

    private UnpackedBytes Unpack(Stream stream, string name)
    {
        try
        {
            byte[] head = new byte[SniffLength];
            int length = stream.ReadAtLeast(head, SniffLength, throwOnEndOfStream: false);
            using Stream content = IsGzip(head.AsSpan(0, length))
                ? new WholeGzipStream(head.AsMemory(0, length), stream)
                : new ChainedStream(head.AsMemory(0, length), stream);
            return NotEmpty(UnpackedBytes.ReadToEnd(content, limit, name, reached), name);
        }
        catch (InvalidDataException e)
        {
            throw new InputException($"{name.Quote()} starts like a gzip file and is damaged or cut off, or something else stands behind its end.", e);
        }
    }

    private static UnpackedBytes NotEmpty(UnpackedBytes bytes, string name)
    {
        if (bytes.Length == 0)
        {
            bytes.Dispose();
            throw new InputException($"{name.Quote()} is empty.");
        }

        return bytes;
    }

    private static bool IsGzip(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]);

    /// <summary>Opens an image whose bytes are there already, and takes them over.</summary>
    public static MemoryImage Understand(string name, ImageBytes bytes, PhysicalAddress? start)
    {
        try
        {
            CompressedDump.Refuse(name, bytes.View);
            if (ElfCore.IsElf(bytes.View))
            {
                return ElfCore.Open(name, bytes, start);
            }

            return LimeImage.IsLime(bytes.View) ? LimeImage.Open(name, bytes, start) : RawImage.Open(name, bytes, start);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }
}
