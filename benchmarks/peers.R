# The same work in R on the same file: Rscript benchmarks/peers.R FILE (columns y, group, i1 … i14).
suppressMessages({library(psych); library(lme4)})
file <- commandArgs(TRUE)[1]
seconds <- function(what, work) cat(sprintf("| %s | %.2f |\n", what, system.time(work)[["elapsed"]]))
seconds("R read.csv", d <- read.csv(file))
items <- d[paste0("i", 1:14)]
seconds("psych::alpha, once read", suppressWarnings(psych::alpha(items)))
seconds("psych::omega of the correlations (total only, 1 factor), once read", suppressWarnings(suppressMessages(psych::fa(cor(items), 1))))
seconds("lme4::lmer y ~ 1 + (1 | group), once read", lme4::lmer(y ~ 1 + (1 | group), data = d))
