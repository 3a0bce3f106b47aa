using System.Globalization;
using KernelMm.Exploration;

namespace KernelMm.Cli.Exploring;

/// <summary>A line on the terminal that says how far an exploration has come, once a fifth of a second.</summary>
internal sealed class ExploreProgress : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TextWriter _error;
    private readonly Timer? _timer;
    private bool _ended;

    public ExploreProgress(Surroundings surroundings, Tally tally)
    {
        _error = surroundings.Error;
        _timer = surroundings.ErrorIsTerminal ? new Timer(_ => Show(tally), null, 500, 200) : null;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _ended = true;
            _timer?.Dispose();
            _error.Write(_timer is null ? string.Empty : "\r\u001b[K");
        }
    }

    private void Show(Tally tally)
    {
        lock (_lock)
        {
            if (!_ended)
            {
                _error.Write(string.Create(CultureInfo.InvariantCulture, $"\r\u001b[K{tally.Executions:N0} executions, {tally.Failures} failures"));
                _error.Flush();
            }
        }
    }
}
