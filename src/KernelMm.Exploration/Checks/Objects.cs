namespace KernelMm.Exploration.Checks;

/// <summary>Shared objects in words.</summary>
internal static class Objects
{
    /// <summary>Its kind, and which one in hexadecimal.</summary>
    public static string Describe(SharedObject target) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{target.Kind} 0x{target.Id:x}");
}
