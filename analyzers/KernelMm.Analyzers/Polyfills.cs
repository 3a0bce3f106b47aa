// What the compiler asks of a framework that netstandard2.0 does not have. Compiler-known by name; no code refers to them.
namespace System.Runtime.CompilerServices;

internal static class IsExternalInit;
