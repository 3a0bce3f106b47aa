// netstandard2.0 lacks the type that init-only properties, and with them records, are compiled to.
namespace System.Runtime.CompilerServices;

internal static class IsExternalInit;
