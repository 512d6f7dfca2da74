# The same work in R on the same file: Rscript benchmarks/peers.R FILE (columns y, group, i1 … i14).
suppressMessages({library(psych); library(lme4)})
file <- commandArgs(TRUE)[1]
seconds <- function(what, work) {
  t <- system.time(work)
  cat(sprintf("| %s | %.2f | %.2f |\n", what, t[["elapsed"]], t[["user.self"]] + t[["sys.self"]]))
}
seconds("R read.csv", d <- read.csv(file))
items <- d[paste0("i", 1:14)]
seconds("psych::alpha, once read", suppressWarnings(psych::alpha(items)))
quietly <- function(work) suppressWarnings(suppressMessages(work))
if (requireNamespace("GPArotation", quietly = TRUE)) seconds("psych::omega of one factor, once read", quietly(psych::omega(items, 1, plot = FALSE)))
seconds("psych::corr.test of 14 items, once read", psych::corr.test(items))
seconds("psych::fa.parallel, 20 replicates (ours: 500), once read", quietly(psych::fa.parallel(items, fa = "pc", plot = FALSE, n.iter = 20)))
seconds("psych::setCor y on 14 items, once read", quietly(psych::setCor(y = "y", x = names(items), data = d, plot = FALSE)))
seconds("cor of 14 items, once read", cor(items))
seconds("lm y on 14 items, once read", lm(y ~ ., data = cbind(y = d$y, items)))
seconds("lme4::lmer y ~ 1 + (1 | group), once read", lme4::lmer(y ~ 1 + (1 | group), data = d))
