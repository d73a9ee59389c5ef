// Records the complete loads (« name@digest of the rows »), the version of their model, and the names of loads under
// way, so that the next start completes a load that was killed.
// parameters: model, loaded, loading
MERGE (g:Graph {id: 'graph'})
SET g.model = $model, g.loaded = $loaded, g.loading = $loading
