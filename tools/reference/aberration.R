# Reference outputs of farrington, farringtonFlexible and earsC, made by R's surveillance:
#
#     Rscript tools/reference/aberration.R src/sipks/statistics/tests/reference
#
# writes aberration_series.csv.gz (set, freq, dates, series, row, day, count, population) and
# aberration_bounds.csv.gz (case, series, row, bound, alarm, expected, p) and
# aberration_cases.json (case, set, method, last, options). Nothing is drawn; it takes a minute.

suppressMessages(library(surveillance))
folder <- commandArgs(trailingOnly = TRUE)[1]

plain <- function(name) {
  data(list = name, package = "surveillance", envir = environment())
  found <- get(name)
  if (is(found, "sts")) found else disProg2sts(found)
}

# The part of each data set that is stored: as many rows as the cases need.
sets <- list(
  agona = plain("salmonella.agona"),
  hepatitisA = plain("hepatitisA"),
  k1 = plain("k1"),
  m1 = plain("m1"),
  s1 = plain("s1"),
  s2 = plain("s2"),
  s3 = plain("s3"),
  h1 = plain("h1_nrwrp"),
  ha = aggregate(plain("ha"), by = "unit"),
  shadar = plain("shadar"),
  abattoir = plain("abattoir"),
  momo = plain("momo")[200:782, 5:8],
  rotaBB = plain("rotaBB"),
  newport = plain("salmNewport")[, c(1, 2, 9, 11)]
)
# Persons who grow in number and differ between series: R's own sets hold shares at best.
people <- function(x) outer(seq_len(nrow(x)), seq_len(ncol(x)), function(t, j) 1000 * j * (1 + t / 400))
for (name in names(sets)) population(sets[[name]]) <- people(sets[[name]])

flexible <- list(
  full = list(b = 4, w = 3, noPeriods = 10, weightsThreshold = 2.58, pastWeeksNotIncluded = 26,
              pThresholdTrend = 1, alpha = 0.01, thresholdMethod = "delta"),
  nbPlugin = list(b = 3, w = 3, noPeriods = 10, weightsThreshold = 2.58, pastWeeksNotIncluded = 26,
                  pThresholdTrend = 1, alpha = 0.005, thresholdMethod = "nbPlugin"),
  muan = list(b = 3, w = 3, noPeriods = 10, weightsThreshold = 2.58, pastWeeksNotIncluded = 26,
              pThresholdTrend = 1, alpha = 0.01, thresholdMethod = "muan"),
  one = list(b = 3, w = 4, noPeriods = 1, alpha = 0.05, limit54 = c(0, 4)),
  five = list(b = 3, w = 2, noPeriods = 5, trend = FALSE, alpha = 0.025, powertrans = "1/2",
              limit54 = c(0, 1), pastWeeksNotIncluded = 0),
  offset = list(b = 3, w = 3, noPeriods = 6, populationOffset = TRUE, pThresholdTrend = 0.05,
                reweight = FALSE, powertrans = "none", alpha = 0.01, limit54 = c(2, 6))
)
classic <- list(
  plain = list(b = 3, w = 3),
  variance = list(b = 3, w = 2, alpha = 0.01, powertrans = "1/2", limit54 = c(0, 4)),
  unweighted = list(b = 2, w = 4, reweight = FALSE, powertrans = "none", limit54 = c(3, 3)),
  flat = list(b = 3, w = 3, trend = FALSE, alpha = 0.1)
)
ears <- list(
  C1 = list(method = "C1"), C2 = list(method = "C2"), C3 = list(method = "C3"),
  wide1 = list(method = "C1", baseline = 14, minSigma = 0.5, alpha = 0.01),
  wide2 = list(method = "C2", baseline = 10, minSigma = 1, alpha = 0.05),
  wide3 = list(method = "C3", baseline = 9, minSigma = 0.5, alpha = 0.01)
)
methods <- list(farringtonFlexible = flexible, farrington = classic, earsC = ears)

judge <- function(set, method, control) {
  x <- sets[[set]]
  before <- if (method == "earsC") control$baseline %||% 7 + 4 else control$b * x@freq + control$w
  last <- min(52, nrow(x) - before - 1)
  if (last < 1) return(NULL)
  control$range <- (nrow(x) - last + 1):nrow(x)
  found <- tryCatch(
    suppressWarnings(get(method)(x, control = control)),
    error = function(wrong) {
      message(set, " ", method, ": ", conditionMessage(wrong))
      NULL
    }
  )
  if (is.null(found)) return(NULL)
  list(last = last, bound = upperbound(found), alarm = alarms(found),
       expected = found@control$expected, p = found@control$pvalue)
}
`%||%` <- function(a, b) if (is.null(a)) b else a

long <- function(values) as.vector(as.matrix(values))
cases <- list()
bounds <- NULL
for (set in names(sets)) for (method in names(methods)) for (name in names(methods[[method]])) {
  control <- methods[[method]][[name]]
  if (method != "earsC" && sets[[set]]@freq == 12) control$w <- 1
  if (sets[[set]]@freq == 12 && !is.null(control$noPeriods))
    control <- modifyList(control, list(noPeriods = min(control$noPeriods, 4), pastWeeksNotIncluded = 2))
  found <- judge(set, method, control)
  if (is.null(found)) next
  case <- paste(set, method, name, sep = "/")
  cases[[case]] <- list(set = set, method = method, last = found$last, options = control)
  shape <- dim(found$bound)
  blank <- rep(NA, prod(shape))
  bounds <- rbind(bounds, data.frame(
    case = case, series = rep(seq_len(shape[2]), each = shape[1]) , row = seq_len(shape[1]),
    bound = long(found$bound), alarm = as.integer(long(found$alarm)),
    expected = if (is.null(found$expected)) blank else long(found$expected),
    p = if (is.null(found$p)) blank else long(found$p)
  ))
}
write.csv(format(bounds, digits = 12, trim = TRUE), gzfile(file.path(folder, "aberration_bounds.csv.gz")),
          row.names = FALSE, quote = FALSE)

series <- do.call(rbind, lapply(names(sets), function(name) {
  x <- sets[[name]]
  data.frame(set = name, freq = x@freq, dates = x@epochAsDate,
             series = rep(seq_len(ncol(x)), each = nrow(x)), row = seq_len(nrow(x)),
             day = if (x@epochAsDate) as.character(as.Date(x@epoch, origin = "1970-01-01")) else "",
             count = long(observed(x)), population = long(population(x)))
}))
write.csv(series, gzfile(file.path(folder, "aberration_series.csv.gz")), row.names = FALSE, quote = FALSE)

# A line a case, in the way of JSON; there is no package for it here.
shown <- function(value) {
  if (is.list(value))
    return(paste0("{", paste0('"', names(value), '": ', vapply(value, shown, ""), collapse = ", "), "}"))
  text <- if (is.character(value)) paste0('"', value, '"') else if (is.logical(value)) tolower(value) else
    format(value, digits = 12, trim = TRUE)
  if (length(text) > 1) paste0("[", paste(text, collapse = ", "), "]") else text
}
writeLines(paste0("{\n", paste0('"', names(cases), '": ', vapply(cases, shown, ""), collapse = ",\n"), "\n}"),
           file.path(folder, "aberration_cases.json"))
