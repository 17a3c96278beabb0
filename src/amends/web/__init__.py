"""The kit of the web faces: frame, tokens, parts, times, words and safe headers; no models and no acts."""
