# Little's test of the air quality data of R by a row-by-row EM, for tests/stages/explore/little.test.ts. Run: Rscript tests/reference/little.R
# naniar 1.0 gives 35.1061 with 14 degrees of freedom for the same data.
X <- scale(as.matrix(airquality))
n <- nrow(X)
p <- ncol(X)
mean <- colMeans(X, na.rm = TRUE)
cov <- diag(apply(X, 2, var, na.rm = TRUE))
repeat {
  sums <- rep(0, p)
  products <- matrix(0, p, p)
  for (i in 1:n) {
    seen <- !is.na(X[i, ])
    x <- X[i, ]
    extra <- matrix(0, p, p)
    if (any(!seen)) {
      weights <- cov[!seen, seen, drop = FALSE] %*% solve(cov[seen, seen, drop = FALSE])
      x[!seen] <- mean[!seen] + weights %*% (x[seen] - mean[seen])
      extra[!seen, !seen] <- cov[!seen, !seen] - weights %*% cov[seen, !seen]
    }
    sums <- sums + x
    products <- products + x %*% t(x) + extra
  }
  next_mean <- sums / n
  next_cov <- products / n - next_mean %*% t(next_mean)
  change <- max(abs(next_mean - mean), abs(next_cov - cov))
  mean <- next_mean
  cov <- next_cov
  if (change < 1e-11) break
}
statistic <- 0
df <- -p
patterns <- apply(is.na(X), 1, paste, collapse = "")
for (pattern in unique(patterns)) {
  rows <- which(patterns == pattern)
  seen <- !is.na(X[rows[1], ])
  away <- colMeans(X[rows, seen, drop = FALSE]) - mean[seen]
  statistic <- statistic + length(rows) * t(away) %*% solve(cov[seen, seen]) %*% away
  df <- df + sum(seen)
}
cat(format(c(statistic, df, pchisq(statistic, df, lower.tail = FALSE)), digits = 12), "\n")
write.csv(airquality, "tests/reference/airquality.csv", row.names = FALSE, na = "")
