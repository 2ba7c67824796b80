# The same series, judged by R's surveillance: Rscript statistics_detect.R FOLDER, where FOLDER/
# series.csv has a column for each series. Writes bounds.csv, and prints the seconds that
# farringtonFlexible took.

suppressMessages(library(surveillance))
folder <- commandArgs(trailingOnly = TRUE)[1]
counts <- as.matrix(read.csv(file.path(folder, "series.csv")))
limit54 <- as.numeric(strsplit(commandArgs(trailingOnly = TRUE)[2], ",")[[1]])
x <- sts(counts, start = c(2021, 1), frequency = 52)
took <- system.time(found <- farringtonFlexible(x, control = list(
  range = nrow(counts), b = 4, w = 3, noPeriods = 10, weightsThreshold = 2.58,
  pastWeeksNotIncluded = 26, pThresholdTrend = 0.05, trend = TRUE, reweight = TRUE, alpha = 0.01,
  limit54 = limit54, powertrans = "2/3", thresholdMethod = "delta", glmWarnings = FALSE
)))
answer <- data.frame(bound = as.vector(upperbound(found)), alarm = as.integer(alarms(found)))
write.csv(format(answer, digits = 12), file.path(folder, "bounds.csv"), row.names = FALSE, quote = FALSE)
cat(took[["elapsed"]], "\n")
