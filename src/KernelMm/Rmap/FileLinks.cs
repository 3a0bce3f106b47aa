namespace KernelMm.Rmap;

/// <summary>The links between mappings and what of the page cache they have. In Linux: <c>i_mmap</c>.</summary>
internal static class FileLinks
{
    /// <summary>Lets a mapping be found from its pages. In Linux: <c>vma_link_file</c>.</summary>
    [MaySleep]
    public static void VmaLinkFile(Vma vma)
    {
        if (vma.Mapping is not { } mapping)
        {
            return;
        }

        vma.FileNode ??= new IntervalNode<Vma>(vma);
        mapping.IMmapRwsem.DownWrite();
        Insert(vma);
        mapping.IMmapRwsem.UpWrite();
    }

    /// <summary>Lets it be found no more. In Linux: <c>unlink_file_vma</c>.</summary>
    [MaySleep]
    public static void UnlinkFileVma(Vma vma)
    {
        if (vma.Mapping is not { } mapping || vma.FileNode is null)
        {
            return;
        }

        mapping.IMmapRwsem.DownWrite();
        Remove(vma);
        mapping.IMmapRwsem.UpWrite();
        vma.FileNode = null;
    }

    /// <summary>Puts a mapping into the tree by what it has now; <c>i_mmap_rwsem</c> is held for writing.</summary>
    public static void Insert(Vma vma) =>
        vma.Mapping!.IMmap.Insert(vma.FileNode!, vma.Pgoff, vma.Pgoff + new FrameCount(vma.Pages.Value - 1));

    /// <summary>Takes it out before its range changes; <c>i_mmap_rwsem</c> is held for writing.</summary>
    public static void Remove(Vma vma) => vma.Mapping!.IMmap.Remove(vma.FileNode!);
}
