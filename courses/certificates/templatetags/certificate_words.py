"""Words that pages of certificates need and their data does not hold."""

from django import template

from courses.groups.classifications import municipality_name

register = template.Library()

register.filter("municipality", municipality_name)
