"""The pages of the site."""

from fastapi import APIRouter

router = APIRouter()
