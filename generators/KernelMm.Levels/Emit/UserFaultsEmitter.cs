using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>Which faults of user code are handled, as a member of <c>Pgtable</c>.</summary>
internal static class UserFaultsEmitter
{
    public static IEnumerable<string> Members(EmitContext context) => context.Architecture.UserFaults is not UserFaults faults ? [] : [$$"""
        /// <summary>
        /// Whether a fault of user code is handled, by what its mapping allows; otherwise the task is sent a signal. In Linux: the
        /// opposite of <c>access_error</c>.
        /// </summary>
        /// <param name="flags">1 read, 2 write, 4 execute, added up; higher bits do not count.</param>
        /// <param name="isWrite">Whether it is a write.</param>
        /// <param name="isFetch">Whether it is the fetch of an instruction.</param>
        /// <param name="isDenied">Whether the page is mapped, and with rights that deny the access.</param>
        public static bool HandlesUserFault(int flags, bool isWrite, bool isFetch, bool isDenied) =>
            (flags & (isWrite ? {{faults.Write}} : isFetch ? {{faults.Execute}} : {{faults.Read}})) != 0{{(faults.DenialIsFinal ? " && (isWrite || !isDenied)" : "")}};
        """];
}
