namespace KernelMm.Exploration.Engine;

/// <summary>The stage as one of its actors sees it.</summary>
internal sealed class Part(Stage stage, int actor) : Explorer
{
    public override int Actor => stage.IsSetting ? stage.Now.Actors : actor;

    /// <summary>Makes the calling thread this actor's own.</summary>
    public void Enter() => Current = this;

    public override void Point(SharedOperation operation, SharedObject target) => stage.Point(actor, operation, target);

    public override void Wait(SharedObject target, int holder) => stage.Wait(actor, target, holder, spins: false);

    public override void Wake(SharedObject target) => stage.Wake(target);

    public override void Spin(SharedObject target) => stage.Wait(actor, target, holder: -1, spins: true);

    public override int Choose(ChoiceKind kind, int count) => stage.Choose(actor, kind, count);

    public override void Took(SharedObject target, int nesting, bool tried, bool shared) => stage.Took(actor, target, nesting, tried, shared);

    public override void GaveBack(SharedObject target) => stage.GaveBack(actor, target);

    public override void AtExit(Action<int?> check) => stage.AtExit(check);

    public override void BetweenOperations(Action interruption) => stage.BetweenOperations(interruption);

    public override void Mark(string mark) => stage.Mark(mark);
}
