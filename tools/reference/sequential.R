# Reference outputs of R's `surveillance` for the sequential methods: CUSUM, GLR, outbreakP, Bayes.
#
#   Rscript tools/reference/sequential.R src/sipks/statistics/tests/reference
#
# writes sequential_series.csv.gz (the series that are judged) and sequential.csv.gz: for each
# series, method and option set the last 78 weeks' upper bound, statistic (CUSUM) and alarm.
# Made with R 4.2 and surveillance 1.20.3 (Debian's r-cran-surveillance).
suppressMessages(library(surveillance))
out <- commandArgs(trailingOnly = TRUE)[1]
LAST <- 78

named <- function(name) {
  data(list = name, package = "surveillance", envir = environment())
  rowSums(as.matrix(observed_of(get(name))))
}
observed_of <- function(x) if (is(x, "sts")) observed(x) else x$observed

sets <- c("salmonella.agona", "k1", "m1", "s1", "s2", "s3", "n1", "hepatitisA", "shadar", "ha")
series <- lapply(setNames(sets, sets), named)

text <- function(options) {
  paste(names(options), sapply(options, paste), sep = "=", collapse = ";")
}

judge <- function(name, method, options) {
  counts <- as.numeric(series[[name]])
  range <- (length(counts) - LAST + 1):length(counts)
  given <- create.disProg(
    week = seq_along(counts), observed = counts, state = 0 * counts, freq = 52, start = c(2001, 1)
  )
  mu0 <- options[c("S", "trend", "refit")]
  control <- c(list(range = range), options[setdiff(names(options), names(mu0))])
  if (grepl("glr", method)) control$mu0 <- mu0[!sapply(mu0, is.null)]
  found <- suppressWarnings(suppressMessages(
    do.call(paste0("algo.", method), list(given, control = control))
  ))
  data.frame(
    set = name, method = method, options = text(options), period = range,
    upper = as.numeric(found$upperbound),
    statistic = if (is.null(found$cusum)) NA else as.numeric(found$cusum),
    mu0 = if (grepl("glr", method)) as.numeric(found$control$mu0) else NA,
    alpha = if (method == "glrnb") found$control$alpha else NA,
    alarm = as.integer(found$alarm)
  )
}

cases <- list(
  list("cusum", list(k = 1.04, h = 2.26, trans = "standard")),
  list("cusum", list(k = 1.04, h = 2.26, trans = "standard", m = "glm")),
  list("cusum", list(k = 1.04, h = 2.26, trans = "rossi")),
  list("cusum", list(k = 0.5, h = 4, trans = "anscombe")),
  list("cusum", list(k = 1.04, h = 2.26, trans = "anscombe2nd")),
  list("cusum", list(k = 1.04, h = 2.26, trans = "pearsonNegBin", alpha = 0.2)),
  list("cusum", list(k = 1.04, h = 2.26, trans = "anscombeNegBin", alpha = 0.2)),
  list("cusum", list(k = 5, h = 9, trans = "none", m = 4)),
  list("glrpois", list(c.ARL = 5, S = 1, trend = FALSE, ret = "value")),
  list("glrpois", list(c.ARL = 3, S = 2, trend = TRUE, M = 10, Mtilde = 2, ret = "value")),
  list("glrpois", list(c.ARL = 5, S = 1, trend = TRUE, refit = TRUE, ret = "value")),
  list("glrpois", list(c.ARL = 5, S = 1, trend = FALSE, M = 26, ret = "cases")),
  list("glrpois", list(c.ARL = 5, S = 1, trend = FALSE, theta = 1.5, ret = "value")),
  list("glrpois", list(c.ARL = 5, S = 1, trend = FALSE, theta = 1.5, ret = "cases")),
  list("glrpois", list(c.ARL = 4, S = 1, trend = FALSE, M = 26, dir = "dec", ret = "value")),
  list("glrnb", list(c.ARL = 5, S = 1, trend = FALSE, ret = "value")),
  list("glrnb", list(c.ARL = 5, S = 1, trend = TRUE, alpha = 0.2, M = 20, ret = "value")),
  list("glrnb", list(c.ARL = 3, S = 1, trend = FALSE, alpha = 0.2, M = 20, ret = "cases")),
  list("glrnb", list(c.ARL = 4, S = 1, trend = FALSE, alpha = 0.2, M = 26, dir = "dec", ret = "value")),
  list("glrnb", list(c.ARL = 5, S = 1, trend = FALSE, alpha = 0.2, theta = 1.5, ret = "value")),
  list("glrnb", list(c.ARL = 5, S = 1, trend = FALSE, alpha = 0.2, theta = 1.5, ret = "cases")),
  list("outbreakP", list(k = 100, ret = "value")),
  list("outbreakP", list(k = 20, ret = "cases")),
  list("bayes", list(b = 0, w = 6, actY = TRUE, alpha = 0.05)),
  list("bayes", list(b = 1, w = 4, actY = FALSE, alpha = 0.01)),
  list("bayes", list(b = 1, w = 6, actY = TRUE, alpha = 0.05))
)

rows <- list()
for (name in sets) for (case in cases) {
  found <- tryCatch(judge(name, case[[1]], case[[2]]), error = function(wrong) {
    message(name, " ", case[[1]], " ", text(case[[2]]), ": ", conditionMessage(wrong))
    NULL
  })
  rows[[length(rows) + 1]] <- found
}

save_as <- function(frame, name) {
  numbers <- sapply(frame, is.double)
  frame[numbers] <- lapply(frame[numbers], function(x) ifelse(is.na(x), "", formatC(x, digits = 11, format = "g")))
  frame[numbers] <- lapply(frame[numbers], trimws)
  write.csv(frame, gzfile(file.path(out, name)), row.names = FALSE, quote = FALSE, eol = "\n")
}
save_as(do.call(rbind, rows), "sequential.csv.gz")
save_as(do.call(rbind, lapply(sets, function(name) {
  data.frame(set = name, period = seq_along(series[[name]]), count = as.integer(series[[name]]))
})), "sequential_series.csv.gz")
