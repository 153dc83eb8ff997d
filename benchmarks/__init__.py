"""What measures the registry: how well the search finds (relevance) and how quickly (speed). No test lives here, and no timed one anywhere."""
