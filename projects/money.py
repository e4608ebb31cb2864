from decimal import Decimal
from functools import partial

from babel.numbers import format_currency, format_decimal
from django.core.validators import MinValueValidator
from django.db import models

MoneyField = partial(
    models.DecimalField,
    max_digits=14,
    decimal_places=2,
    validators=[MinValueValidator(0, "An amount cannot be less than 0.")],
)


def money(amount: Decimal, currency: str) -> str:
    """`$22,230`, `KES 1,234,567.89`: no decimals on whole amounts."""
    whole = amount == amount.to_integral_value()
    text = format_currency(
        amount,
        currency,
        format="¤#,##0" if whole else "¤#,##0.00",
        locale="en",
        currency_digits=False,
    )
    # The pattern puts nothing between letters and digits; the locale would put a space there.
    return text.replace(currency, f"{currency}\N{NO-BREAK SPACE}")


def number(value: int | Decimal) -> str:
    """`3,913`, `12.5`."""
    return format_decimal(value, locale="en", decimal_quantization=False)
