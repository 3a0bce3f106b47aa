// Each exploration keeps its actors' threads spinning, and one test measures memory: one after the other is faster, too.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
