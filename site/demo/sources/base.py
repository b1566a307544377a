"""What all shapes of the source files share."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Clock = Annotated[str, StringConstraints(pattern=r"^\d{1,2}[.:]\d{2}$")]
Minutes = Annotated[int, Field(gt=0, le=1440)]


class Shape(BaseModel):
    """Refuses unknown fields, so that a misspelt one is found at once."""

    model_config = ConfigDict(extra="forbid", frozen=True)
