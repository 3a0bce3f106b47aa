namespace KernelMm;

/// <summary>Why a call was refused, with Linux's numbers. A call that answers one left everything as it was, unless it says otherwise.</summary>
public enum Errno
{
    /// <summary>It was not refused.</summary>
    None = 0,

    /// <summary>Not permitted. In Linux: <c>EPERM</c>.</summary>
    Perm = 1,

    /// <summary>The task is killed. In Linux: <c>EINTR</c>.</summary>
    Intr = 4,

    /// <summary>Input or output failed. In Linux: <c>EIO</c>.</summary>
    Io = 5,

    /// <summary>Not a file, or not one for this. In Linux: <c>EBADF</c>.</summary>
    Badf = 9,

    /// <summary>Not now, or a limit on locked memory. In Linux: <c>EAGAIN</c>.</summary>
    Again = 11,

    /// <summary>No memory left, a limit reached, or nothing mapped there. In Linux: <c>ENOMEM</c>.</summary>
    Nomem = 12,

    /// <summary>The rights are not to be had. In Linux: <c>EACCES</c>.</summary>
    Acces = 13,

    /// <summary>An address that cannot be used. In Linux: <c>EFAULT</c>.</summary>
    Fault = 14,

    /// <summary>Somebody uses it. In Linux: <c>EBUSY</c>.</summary>
    Busy = 16,

    /// <summary>Something is there already. In Linux: <c>EEXIST</c>.</summary>
    Exist = 17,

    /// <summary>An argument makes no sense. In Linux: <c>EINVAL</c>.</summary>
    Inval = 22,

    /// <summary>Nothing behind this kind of mapping does it. In Linux: <c>EOPNOTSUPP</c>.</summary>
    Opnotsupp = 95,

    /// <summary>A page whose memory failed. In Linux: <c>EHWPOISON</c>.</summary>
    Hwpoison = 133,
}
