# Reference outputs of R's `surveillance` for the scores: the non-randomised PIT histogram, and the
# ranked probability score of negative binomial forecasts.
#
#   Rscript tools/reference/scores.R src/sipks/statistics/tests/reference
#
# writes scores.csv.gz. The counts are drawn here, with a fixed seed: NB(5, 2) is right for them,
# Poisson(5) is wrong. Made with R 4.2 and surveillance 1.20.3 (Debian's r-cran-surveillance).
suppressMessages(library(surveillance))
out <- commandArgs(trailingOnly = TRUE)[1]
set.seed(2009)
x <- rnbinom(200, mu = 5, size = 2)
models <- list(
  poisson = function(q) ppois(q, lambda = 5),
  negbin = function(q) pnbinom(q, mu = 5, size = 2)
)
rows <- list()
for (name in names(models)) {
  cdf <- models[[name]]
  rows[[name]] <- data.frame(what = "bounds", model = name, at = x, lower = cdf(x - 1), upper = cdf(x))
  for (J in c(10, 7)) {
    found <- pit(x, cdf, J = J, plot = NULL)
    rows[[paste(name, J)]] <- data.frame(
      what = paste0("pit", J), model = name, at = found$breaks[-1],
      lower = found$breaks[-(J + 1)], upper = found$density / J
    )
  }
}
counts <- 0:30
rows$rps <- data.frame(
  what = "rps", model = "negbin", at = counts, lower = 0,
  upper = drop(scores(counts, mu = rep(5, 31), size = rep(2, 31), which = "rps"))
)
file <- gzfile(file.path(out, "scores.csv.gz"), "w")
table <- do.call(rbind, rows)
for (name in c("at", "lower", "upper")) table[[name]] <- sprintf("%.17g", table[[name]])
write.csv(table, file, row.names = FALSE, quote = FALSE)
close(file)
