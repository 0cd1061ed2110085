"""Everything that works without a screen: data set, model, personalisation, ranking."""
