//! Splitting an amount over rows by their weights so that nothing is lost or won by rounding.

use rust_decimal::{Decimal, RoundingStrategy};

/// Shares of `amount`, one for each weight, rounded to `decimals` and adding up to it exactly. It is the running sum that is
/// rounded, so that no share is off by more than one step or turns negative. Where all weights are nought the last row takes
/// all. None for no rows.
pub(super) fn shares(amount: Decimal, weights: &[Decimal], decimals: u32) -> Vec<Decimal> {
    let sum: Decimal = weights.iter().sum();
    let decimals = decimals.max(amount.normalize().scale());
    let last = weights.len().saturating_sub(1);
    let (mut weight_so_far, mut given) = (Decimal::ZERO, Decimal::ZERO);
    let mut share = |(at, weight): (usize, &Decimal)| {
        weight_so_far += *weight;
        let due = if at == last {
            amount
        } else {
            let exact = amount.checked_mul(weight_so_far).and_then(|product| product.checked_div(sum));
            exact.unwrap_or_default().round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
        };
        let share = due - given;
        given = due;
        share
    };
    weights.iter().enumerate().map(&mut share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_to_the_cent() {
        for (amount, weights, decimals, expected) in [
            ("2.10", vec!["2.10"], 2, vec!["2.10"]),
            ("1.00", vec!["1", "1", "1"], 2, vec!["0.33", "0.34", "0.33"]),
            ("3.17", vec!["21", "9"], 2, vec!["2.22", "0.95"]),
            ("100", vec!["2", "1"], 0, vec!["67", "33"]),
            ("1.005", vec!["1", "1"], 2, vec!["0.503", "0.502"]),
            ("5.00", vec!["0", "0"], 2, vec!["0", "5.00"]),
            ("0.02", vec!["1", "1", "1", "1"], 2, vec!["0.01", "0", "0.01", "0"]),
            ("1.00", vec!["1", "1", "0"], 2, vec!["0.50", "0.50", "0"]),
            ("0", vec!["1", "2"], 2, vec!["0", "0"]),
            ("5.00", vec![], 2, vec![]),
        ] {
            let weights: Vec<Decimal> = weights.iter().map(|w| w.parse().unwrap()).collect();
            let expected: Vec<Decimal> = expected.iter().map(|w| w.parse().unwrap()).collect();
            assert_eq!(shares(amount.parse().unwrap(), &weights, decimals), expected, "{amount}");
        }
    }
}
