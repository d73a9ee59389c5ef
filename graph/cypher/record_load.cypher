// Records which loads are complete (name and digest of their rows), the model they were made for, and what is under
// way, so that a load that was killed is completed by the next start.
// parameters: model, loaded, loading
MERGE (g:Graph {id: 'graph'})
SET g.model = $model, g.loaded = $loaded, g.loading = $loading
